// Loaded into a witness before anything else: it ends itself, as by kill -9, at the step that KILL_AT names.
import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

const { renameSync, writeFileSync, fsyncSync } = fs;
const { writeHead } = http.ServerResponse.prototype;
const die = () => process.kill(process.pid, 'SIGKILL');

const STEPS = {
  'before it is written': () => {
    fs.writeFileSync = (path, ...rest) => (isNew(path) ? die() : writeFileSync(path, ...rest));
  },
  'half written': () => {
    fs.writeFileSync = (path, content, ...rest) => {
      if (!isNew(path)) return writeFileSync(path, content, ...rest);
      writeFileSync(path, content.slice(0, content.length / 2), ...rest);
      return die();
    };
  },
  'before it is put in place': () => {
    fs.renameSync = die;
  },
  'once it is in place': () => {
    fs.renameSync = (...paths) => {
      renameSync(...paths);
      die();
    };
  },
  'before its place is on disk': () => {
    fs.fsyncSync = (file) => (fs.fstatSync(file).isDirectory() ? die() : fsyncSync(file));
  },
  'before it is answered': () => {
    http.ServerResponse.prototype.writeHead = function (...given) {
      if (this.req.method === 'POST') die();
      return writeHead.apply(this, given);
    };
  },
};

STEPS[process.env.KILL_AT]();
syncBuiltinESMExports();

function isNew(path) {
  return String(path).endsWith('checkpoint.new');
}
