/** The texts of a .resx file by their key. `file` is its path, for the message of what it throws: malformed XML, a key twice. */
export declare function readResx(source: string, file: string): Record<string, string>;
