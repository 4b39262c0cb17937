/** The drawing as a picture for documents. */
import { describe, expect, it } from 'vitest';
import { notesOf, projectGraph } from '@/lib/graph';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { placesOf } from './geometry';
import { Router } from './lines';
import { svgOf } from './picture';
import { sceneOf } from './scene';

const { template } = parseTemplate(`heat_template_version: 2021-04-16
parameters: {label: {type: string}}
resources:
  net: {type: OS::Neutron::Net}
  port: {type: OS::Neutron::Port, properties: {name: {get_param: label}, network: {get_resource: net}}}
  script: {type: OS::Heat::SoftwareConfig, properties: {config: 'echo "<&>"'}}
  web: {type: OS::Nova::Server, depends_on: net, properties: {flavor: m1.small, networks: [{port: {get_resource: port}}]}}
  run: {type: OS::Heat::SoftwareDeployment, properties: {config: {get_resource: script}, server: {get_resource: web}}}
`);
if (template === null) throw new Error('the template cannot be read');

const layout = { 'frame:1': { title: 'A & B', members: ['resource:net', 'resource:port'], collapsed: false }, 'note:1': { text: 'Why <so>', x: 0, y: 400, width: 200, height: 80 } };
const graph = projectGraph(template, catalogue);
const places = placesOf(graph, layout, new Map());
const scene = sceneOf(graph, layout, places);
const svg = (docks: boolean) => svgOf({ scene, routes: new Router().routes(scene), notes: notesOf(layout), places, docks }, (token) => (token === '--ink' ? '#111111' : '#eeeeee'));

describe('an SVG of the drawing', () => {
  const picture = svg(true);

  it('has every card with what runs on it, every frame, note and parameter', () => {
    for (const name of ['net', 'port', 'script', 'web', '1  run', 'A &#38; B (2)', 'label', 'Why &#60;so&#62;']) expect(picture).toContain(`>${name}</text>`);
    expect(svg(false)).not.toContain('>label</text>');
  });

  it('tells lines apart without colour: dashed for order, double for a config', () => {
    expect(picture.match(/stroke-dasharray="6 4"/g)?.length).toBe(1);
    expect(picture.match(/stroke-width="5"/g)?.length).toBe(1);
    expect(picture).toContain('<title>network</title>');
  });

  it('is well formed, with everything of it inside', () => {
    expect(picture).not.toMatch(/&(?!#\d+;)/);
    const [, x = 0, y = 0, width = 0, height = 0] = (/viewBox="(\S+) (\S+) (\S+) (\S+)" font/.exec(picture) ?? []).map(Number);
    for (const box of scene.boxes.values()) expect(box.x >= x && box.y >= y && box.x + box.width <= x + width && box.y + box.height <= y + height).toBe(true);
  });
});
