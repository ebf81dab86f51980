/** The rows of one class, in ascending order. */
export interface ClassMembers {
  id: number;
  name: string;
  rows: Int32Array;
}

/**
 * Groups rows by their label, classes in ascending order. With `classNames` every named class is listed, even one
 * without a row; without, only the labels that occur.
 */
export function classMembers(labels: ArrayLike<number>, classNames?: readonly string[]): ClassMembers[] {
  const rows = new Map<number, number[]>(classNames?.map((_, id) => [id, []]));
  for (let row = 0; row < labels.length; row++) rowsOf(rows, checkedLabel(labels[row]!, row, classNames)).push(row);
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([id, members]) => ({ id, name: nameOf(id, classNames), rows: Int32Array.from(members) }));
}

function rowsOf(rows: Map<number, number[]>, label: number): number[] {
  const known = rows.get(label);
  if (known) return known;
  const fresh: number[] = [];
  rows.set(label, fresh);
  return fresh;
}

function checkedLabel(label: number, row: number, classNames?: readonly string[]): number {
  if (!Number.isInteger(label) || label < 0 || label >= 2 ** 31) {
    throw new Error(`episodes: label ${label} of row ${row} must be a whole number from 0 up`);
  }
  if (classNames && label >= classNames.length) {
    throw new Error(`episodes: label ${label} of row ${row} has no name; there are ${classNames.length} classNames`);
  }
  return label;
}

function nameOf(id: number, classNames?: readonly string[]): string {
  return classNames ? `"${classNames[id]}" (${id})` : `${id}`;
}
