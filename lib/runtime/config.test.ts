import { describe, expect, it } from 'vitest';
import { isLoopback, readConfig } from './config';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', sandbox: true, allowPrivateUrls: false, databaseUrl: undefined,
    });
  });

  it('switches the sandbox off when the server listens beyond this machine, unless it is switched on by name', () => {
    expect(readConfig({ HOST: '0.0.0.0' }).sandbox).toBe(false);
    expect(readConfig({ HOST: '0.0.0.0', HEARTH_SANDBOX: 'on' }).sandbox).toBe(true);
    expect(readConfig({ HEARTH_SANDBOX: 'off' }).sandbox).toBe(false);
  });

  it('gives an address that can be connected to when it listens on all of them', () => {
    expect(readConfig({ HOST: '::', PORT: '4000' }).localUrl).toBe('http://[::1]:4000');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  it('names every wrong variable, and keeps secrets to itself', () => {
    const wrong = { PORT: 'http', HEARTH_OWNER_PASSWORD: 'short', DATABASE_URL: 'mysql://me:hush@there/db' };
    expect(() => readConfig(wrong)).toThrow(/PORT.*found "http"[\s\S]*DATABASE_URL[\s\S]*HEARTH_OWNER_PASSWORD/);
    expect(() => readConfig(wrong)).not.toThrow(/hush|short"/);
  });

  it.each([['127.0.0.1', true], ['127.8.8.8', true], ['::1', true], ['localhost', true], ['0.0.0.0', false], ['10.0.0.1', false], ['127.example.org', false]])(
    'takes %s for loopback: %s', (host, loopback) => expect(isLoopback(host)).toBe(loopback));
});
