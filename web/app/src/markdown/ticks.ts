/** The runs of backticks of a text. A run opens code if one of the same length follows. */
export class Ticks {
  private runs: Map<number, number[]> | undefined;

  constructor(private readonly text: string) {}

  /** Where the run at this place ends, and where the next of its length begins. To be asked from left to right. */
  run(at: number): { readonly end: number; readonly next: number | undefined } {
    let end = at;
    while (this.text[end] === "`") end++;
    const same = (this.runs ??= this.find(at)).get(end - at) ?? [];
    while (same.length > 0 && same.at(-1)! < end) same.pop();
    return { end, next: same.at(-1) };
  }

  /** By length, the last one first. */
  private find(from: number): Map<number, number[]> {
    const runs = new Map<number, number[]>();
    for (const { index, 0: run } of this.text.slice(from).matchAll(/`+/g)) {
      const same = runs.get(run.length) ?? [];
      same.push(from + index);
      runs.set(run.length, same);
    }
    for (const same of runs.values()) same.reverse();
    return runs;
  }
}
