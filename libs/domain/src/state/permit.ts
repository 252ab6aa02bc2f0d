import type { Fact } from './fact.js';

export interface Permit {
  id: string;
  kind: string;
  authority: string;
  for?: string;
  requested: Fact;
  answered?: Fact & { answer: string; reason?: string };
}
