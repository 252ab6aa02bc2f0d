/** A row of a CSV file, with the number of the line where it begins. */
export interface Row {
  number: number;
  cells: string[];
  /** Why it cannot be read. */
  problem?: string;
}

/** Reads CSV (RFC 4180) piece by piece: quoted cells may hold commas, quotation marks (doubled) and line ends. */
export class CsvReader {
  private cells: string[] = [];
  private cell = '';
  /** `closing` has met a quotation mark inside quotes: the next character says whether it ends the cell. */
  private state: 'start' | 'bare' | 'quoted' | 'closing' = 'start';
  private problem: string | undefined;
  private line = 1;
  private begins = 1;

  /** Takes more text, and gives the rows that it completes. */
  *push(text: string): Generator<Row> {
    for (const character of text) {
      const ended = this.take(character);
      if (character === '\n') this.line++;
      if (ended) yield this.row();
    }
  }

  /** Gives the last row, where the file does not end with a line end. */
  *end(): Generator<Row> {
    if (this.state === 'quoted') this.problem = 'has a quotation mark that is never closed';
    if (this.state !== 'start' || this.cells.length > 0) yield this.row();
  }

  /** Takes one character; true where it ends a row. */
  private take(character: string): boolean {
    if (this.state === 'quoted') {
      if (character === '"') this.state = 'closing';
      else this.cell += character;
      return false;
    }
    if (character === '\n') return true;
    if (character === ',') this.endCell();
    else if (character === '"' && this.state !== 'bare') {
      if (this.state === 'closing') this.cell += '"';
      this.state = 'quoted';
    } else if (this.state === 'closing') {
      // A carriage return before the line end is part of it.
      if (character !== '\r') this.problem = 'has text after a closing quotation mark';
    } else {
      this.cell += character;
      this.state = 'bare';
    }
    return false;
  }

  private endCell(): void {
    this.cells.push(this.cell);
    this.cell = '';
    this.state = 'start';
  }

  private row(): Row {
    if (this.state === 'bare' && this.cell.endsWith('\r')) this.cell = this.cell.slice(0, -1);
    this.endCell();
    const row = { number: this.begins, cells: this.cells, ...(this.problem !== undefined && { problem: this.problem }) };
    this.cells = [];
    this.problem = undefined;
    this.begins = this.line;
    return row;
  }
}
