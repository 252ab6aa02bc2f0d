import { kept } from './kept.js';

/**
 * Whom a count counts: a path in the population tree (`all` over `uniformed` over `uniformed/troops`), and below each
 * component its contingents (`uniformed/troops@BFA`). Such a place in the tree is a *node*.
 */
export type Node = string;

/** The node of a component, or of one contributor's people in it. */
export const nodeOf = (component: string, contingent?: string): Node =>
  contingent === undefined ? component : `${component}@${contingent}`;

/** The component part of a node. */
export const componentOf = (node: Node): string => {
  const end = node.indexOf('@');
  return end === -1 ? node : node.slice(0, end);
};

/** The contributor (ISO 3166-1 alpha-3) of a node, if it has one. */
export const contingentOf = (node: Node): string | undefined => {
  const end = node.indexOf('@');
  return end === -1 ? undefined : node.slice(end + 1);
};

/** Whether a component belongs to the mission: others are recorded and shown beside, and never touch its accounts. */
export const isOurs = (component: string): boolean => /^(all|uniformed|civilian)(\/|$)/.test(component);

/** The nodes above a node, nearest first, with the node itself before them and without it. */
interface Above {
  line: readonly Node[];
  ancestors: readonly Node[];
}

const aboveOf = kept((node: Node): Above => {
  const above: Node[] = [];
  let component = componentOf(node);
  if (component !== node) above.push(component);
  while (component.includes('/')) {
    component = component.slice(0, component.lastIndexOf('/'));
    above.push(component);
  }
  if (component !== 'all') above.push('all');
  return { line: [node, ...above], ancestors: above };
});

/** The nodes above a node, nearest first: `uniformed/troops@BFA` lies in `uniformed/troops`, `uniformed`, `all`. */
export const ancestorsOf = (node: Node): readonly Node[] => aboveOf(node).ancestors;

/** A node and those above it, nearest first. */
export const lineOf = (node: Node): readonly Node[] => aboveOf(node).line;

/** The node directly above, or undefined for `all`. */
export const parentOf = (node: Node): Node | undefined => ancestorsOf(node)[0];

/** Whether `node` is `top` or lies below it. */
export const isWithin = (node: Node, top: Node): boolean => node === top || ancestorsOf(node).includes(top);
