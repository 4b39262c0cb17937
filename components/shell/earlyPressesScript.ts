/** How long a press waits for its button, in milliseconds: after that it would come as a surprise. */
const PATIENCE = 15_000;

/**
 * Runs in the document's head. Pages are there before their programs: a button that is pressed meanwhile would do nothing. The last such press is kept and
 * made again when React has taken over the button, which is known by the property that React then gives its element. When that happens in the middle of a
 * press, React hears the end of it alone: what opens on the way down, as menus do, is told of that first. Links work without a program, and React itself keeps
 * forms that are sent.
 */
export const EARLY_PRESSES_SCRIPT = `(function(){var waiting=null,early=null;
function alive(e){return Object.keys(e).some(function(k){return k.indexOf('__reactProps$')===0})}
function buttonOf(event){return event.target instanceof Element?event.target.closest('button,[role="button"],[role="tab"]'):null}
function down(e){var o={bubbles:true,cancelable:true,composed:true,button:0,buttons:1,pointerId:1,isPrimary:true,pointerType:'mouse',view:window};
e.dispatchEvent(new PointerEvent('pointerdown',o));e.dispatchEvent(new MouseEvent('mousedown',o));o.buttons=0;e.dispatchEvent(new PointerEvent('pointerup',o));e.dispatchEvent(new MouseEvent('mouseup',o))}
function press(e){down(e);e.click()}
function look(){var w=waiting;if(!w)return;if(!w.button.isConnected||Date.now()>w.until){waiting=null;return}
if(alive(w.button)){waiting=null;requestAnimationFrame(function(){requestAnimationFrame(function(){if(w.button.isConnected)press(w.button)})});return}
setTimeout(look,30)}
document.addEventListener('pointerdown',function(event){if(!event.isTrusted)return;var b=buttonOf(event);early=b&&!alive(b)?b:null},true);
document.addEventListener('click',function(event){if(!event.isTrusted)return;var idle=!waiting;waiting=null;
var b=buttonOf(event),begun=early;early=null;
if(!b||b.disabled||(b.form&&b.type==='submit'))return;
if(alive(b)){if(b===begun)down(b);return}
waiting={button:b,until:Date.now()+${PATIENCE}};if(idle)look();else setTimeout(look,30)},true)})()`;
