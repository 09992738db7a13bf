import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const page = readFileSync('docs/architecture.md', 'utf8');

/** Of the page's table: what each room may know. */
const documented = new Map(
  [...page.matchAll(/^\| `(\w+)` +\|(.*)\|$/gm)].map(([, room = '', known = '']) => [
    room,
    [...known.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  ]),
);

/** Rooms that a room imports from. */
function importsOf(room: string): string[] {
  const files = readdirSync(join('src', room), { recursive: true, encoding: 'utf8' });
  const rooms = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((name) => {
      const file = join('src', room, name);
      const paths = readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g);
      return [...paths].map(([, path = '']) => normalize(join(dirname(file), path)).split('/')[1] ?? '');
    });
  return [...new Set(rooms)].filter((name) => name !== room).sort();
}

describe('docs/architecture.md', () => {
  it.each([...documented.keys()])('says what %s imports', (room) => {
    expect(documented.get(room)).toEqual(importsOf(room));
  });

  it('leaves out no room but the top floor and the test bank', () => {
    const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...documented.keys(), 'process', 'testbank'].sort()).toEqual(rooms.map(({ name }) => name).sort());
  });

  it('has no arrow that runs up', () => {
    const floors = [...documented.keys()];
    const upwards = floors.flatMap((room, floor) =>
      documented.get(room)?.filter((known) => floors.indexOf(known) >= floor),
    );
    expect(upwards).toEqual([]);
  });

  it('names files that there are', () => {
    const names = [...page.matchAll(/`([\w./-]+\.ts)`/g)].map(([, name = '']) => name);
    const places = ['src', 'src/datasources', '.'];
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !places.some((place) => existsSync(join(place, name))))).toEqual([]);
  });
});
