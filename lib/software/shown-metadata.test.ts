import { describe, expect, it } from 'vitest';
import { shownMetadata } from './shown-metadata';

describe('metadata that people see', () => {
  it('has no keys of agents, whatever the way they are told', () => {
    expect(shownMetadata({
      'os-collect-config': { collectors: ['heat'], heat: { auth_url: 'http://h/v3', user_id: 'u', password: 'p' }, cfn: { access_key_id: 'a', secret_access_key: 's' }, request: { metadata_url: 'http://h/t?temp_url_sig=abc&temp_url_expires=1' } },
      motd: 'hello',
    })).toEqual({
      'os-collect-config': { collectors: ['heat'], heat: { auth_url: 'http://h/v3', user_id: 'u', password: '******' }, cfn: { access_key_id: 'a', secret_access_key: '******' }, request: { metadata_url: 'http://h/t?temp_url_sig=******&temp_url_expires=1' } },
      motd: 'hello',
    });
  });

  it('has no signatures and passwords of signals among the inputs of deployments, and everything else of them', () => {
    const inputs = [
      { name: 'deploy_signal_id', value: 'http://h/signal?AWSAccessKeyId=k&SignatureMethod=HmacSHA256&Signature=x%3D' }, { name: 'deploy_user_password', value: 'p' }, { name: 'db_password', value: '' }, { name: 'foo', value: { n: [1, null, true] } },
    ];
    expect(shownMetadata({ deployments: [{ id: '1', inputs }] })).toEqual({
      deployments: [{ id: '1', inputs: [
        { name: 'deploy_signal_id', value: 'http://h/signal?AWSAccessKeyId=******&SignatureMethod=HmacSHA256&Signature=******' }, { name: 'deploy_user_password', value: '******' }, { name: 'db_password', value: '' }, { name: 'foo', value: { n: [1, null, true] } },
      ] }],
    });
  });
});
