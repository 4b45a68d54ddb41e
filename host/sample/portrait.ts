import { deflateSync } from "node:zlib";

type Colour = readonly [red: number, green: number, blue: number];

const size = 48;
const skins: readonly Colour[] = [
  [241, 194, 125],
  [224, 172, 105],
  [198, 134, 66],
  [141, 85, 36],
];
const grounds: readonly Colour[] = [
  [0, 120, 212],
  [16, 124, 16],
  [136, 23, 152],
  [202, 80, 16],
  [3, 131, 135],
];

/** A small portrait as a PNG in base64: head and shoulders before a coloured ground. The same number gives the same picture. */
export function portrait(n: number): string {
  const skin = skins[n % skins.length] ?? [0, 0, 0];
  const ground = grounds[n % grounds.length] ?? [0, 0, 0];
  const shirt: Colour = [255 - ground[0], 255 - ground[1], 255 - ground[2]];
  const rows = Array.from({ length: size }, (_, y) => [
    // Each row says first how it is filtered: not at all.
    0,
    ...Array.from({ length: size }, (__, x) => {
      const isHead = (x - 24) ** 2 + (y - 19) ** 2 < 100;
      const areShoulders = ((x - 24) / 18) ** 2 + ((y - 48) / 16) ** 2 < 1;
      return isHead ? skin : areShoulders ? shirt : ground;
    }).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits for each of three colours.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
    chunk("IEND", Buffer.alloc(0)),
  ]).toString("base64");
}

/** CRC-32 as PNG wants it; Node has one of its own only from 20.15 on. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A part of a PNG: length, type, content, checksum of type and content. */
function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "ascii"), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}
