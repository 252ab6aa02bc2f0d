import { h, options, type ComponentChild } from 'preact';

/** Characters that show nothing themselves but change what is around them: controls, and those that turn a text around. */
const unseen = /(?![\t\n\r])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const anyUnseen = new RegExp(unseen.source, 'u');

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A text in which such characters are named in their place, where no mark can be made: in a title, a label, a drawing. */
export const named = (text: string): string => text.replace(unseen, (character) => `[${nameOf(character)}]`);

/** Elements that hold text alone. */
const textOnly = new Set(['option', 'title', 'text', 'textarea', 'style']);

function marked(text: string): ComponentChild[] {
  const parts: ComponentChild[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(unseen)) {
    parts.push(text.slice(from, index), h('mark', { class: 'unseen' }, nameOf(character)));
    from = index + character.length;
  }
  return [...parts, text.slice(from)];
}

function shownIn(type: string, child: unknown): unknown {
  if (Array.isArray(child)) return child.map((one: unknown) => shownIn(type, one));
  if (typeof child !== 'string' || !anyUnseen.test(child)) return child;
  return textOnly.has(type) ? named(child) : marked(child);
}

const before = options.vnode?.bind(options);

// Texts come from whoever wrote the log: nothing in them may stay unseen, or turn around what stands beside it, on any page.
options.vnode = (vnode) => {
  const { type } = vnode;
  if (typeof type === 'string') {
    const props = vnode.props as Record<string, unknown>;
    if (props.children !== undefined) props.children = shownIn(type, props.children);
    for (const name of ['title', 'aria-label']) if (typeof props[name] === 'string') props[name] = named(props[name]);
  }
  before?.(vnode);
};
