import { boundsOf, type Count } from '../values/count.js';
import type { RoutePlan } from './planning.js';

/** Most convoys that one load makes. */
export const convoysMax = 1000;

/** Who and what is to be moved. */
interface Cargo {
  people?: Count;
  vehicles?: Count;
  containers?: Count;
}

/** What one convoy of a route takes. */
type Takes = Pick<RoutePlan, 'peoplePerConvoy' | 'vehiclesPerConvoy' | 'containersPerConvoy'>;

/** How many convoys of a route a load makes, by best values: one at least, since somebody is the last to leave. */
export const convoysOf = ({ people, vehicles, containers }: Cargo, takes: Takes): number =>
  Math.max(
    1,
    trips(people, takes.peoplePerConvoy),
    trips(vehicles, takes.vehiclesPerConvoy),
    trips(containers, takes.containersPerConvoy),
  );

const trips = (count: Count | undefined, perConvoy: number | undefined): number =>
  count === undefined || perConvoy === undefined ? 0 : Math.ceil(boundsOf(count).best / perConvoy);
