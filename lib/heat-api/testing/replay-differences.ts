/** Where Hearth answers otherwise than the Heat that was recorded, and why. `at`: file and line of the exchange. */
export const DIFFERENCES: readonly { at: string; why: string }[] = [
  { at: 'd2:8', why: 'Heat forgets to write the name of the output into its sentence' },
  { at: 'd2:39', why: 'Heat fails on properties of any type; a template is answered' },
  { at: 'd2:42', why: 'Heat fails on properties of any type; a template is answered' },
  { at: 'd2:60', why: 'Heat mangles the keyword in its sentence' },
  { at: 'd2:104', why: 'Heat stumbles over outputs that are a list, with the name of an exception of Python; here the sentence says what is wrong' },
  { at: 'd2:162', why: 'a mistake in a template is a bad request, not a fault of the server' },
  { at: 'd2:164', why: 'where a circle is told from is arbitrary' },
  { at: 'd2:170', why: 'the YAML reader is another one and words its complaint otherwise' },
  { at: 'd3:163', why: 'a snapshot is deleted at once: there is nothing left to show' },
  { at: 'd3:167', why: 'an exported resource has its attributes too, so that it knows them when it is adopted' },
  { at: 'd4:83', why: 'Heat adds the names of nested templates to the registry it shows; here it is as it was given' },
  { at: 'd7:47', why: 'people with a role in the project may read what is to be deployed, with secrets masked' },
  { at: 'd7:59', why: 'Heat answers with the text of an exception and 200; a code that is unknown is a bad request' },
];
