/** The standbys of a room after another one, or none, was chosen in one place. */
export function chosenStandbys(before: string[], rank: number, id: string): string[] {
  const next = [...before];
  next[rank] = id;
  return next.filter((one, at) => one !== '' && next.indexOf(one) === at);
}
