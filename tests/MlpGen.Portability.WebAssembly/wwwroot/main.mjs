// node main.mjs FILE: holds the bits of reproducible networks in WebAssembly against those in a file.
import { readFileSync } from 'node:fs';
import { dotnet } from './_framework/dotnet.js';

const golden = readFileSync(process.argv[2]);
const { Module, getConfig, runMain } = await dotnet.create();
Module.FS_createDataFile('/', 'golden.txt', golden, true, false, true);
process.exit(await runMain(getConfig().mainAssemblyName, ['--expect', '/golden.txt']));
