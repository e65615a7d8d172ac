import { expect } from 'chai';
import { areOfOneCluster, redisNodes, redisUrlProblem } from './url.js';

describe('The address of Redis', () => {
  it('is one, or those of several nodes of a Cluster', () => {
    expect(redisNodes('redis://a.example:7000/1')).to.deep.equal(['redis://a.example:7000/1']);
    expect(redisNodes('rediss://a.example, rediss://b.example:7001,rediss://c.example')).to.deep.equal([
      'rediss://a.example',
      'rediss://b.example:7001',
      'rediss://c.example',
    ]);
  });

  it('may hold a password with a comma', () => {
    expect(redisNodes('redis://:a,b@one.example')).to.have.length(1);
    expect(redisNodes('redis://:a,b@one.example,redis://:a,b@two.example')).to.have.length(2);
  });

  it('is the same for all nodes, but for host and port', () => {
    expect(areOfOneCluster(['redis://:p@a.example:7000', 'redis://:p@b.example/0'])).to.equal(true);
    expect(areOfOneCluster(['redis://:p@a.example', 'redis://:q@b.example'])).to.equal(false);
    expect(areOfOneCluster(['redis://a.example', 'rediss://b.example'])).to.equal(false);
    expect(areOfOneCluster(['redis://a.example/1', 'redis://b.example/1'])).to.equal(false);
  });

  it('is good with whatever names one database of one Redis', () => {
    for (const url of [
      ...['redis://h', 'redis://h/', 'redis://h:6379/3', 'rediss://u:p@[::1]:6380', 'redis://:p@h?family=6'],
    ])
      expect(redisUrlProblem(url), url).to.equal(undefined);
  });

  it('is refused, without repeating it, where it names none, or says what is not understood', () => {
    for (const [url, words] of [
      ['redis://', 'no host'],
      ['redis:///0', 'no host'],
      ['redis://:6379', 'no host'],
      ['redis://u:secret@', 'no host'],
      ['redis://u:secret@:6379/1', 'no host'],
      ['redis://h,redis://', 'no host'],
      ['redis:h', 'must be a URL'],
      ['h:6379', 'must be a URL'],
      ['http://u:secret@h', 'must be a URL'],
      ['redis://u:secret@h:99999', 'must be a URL'],
      ['redis://u:secret@h:0', 'port 0'],
      ['redis://u:secret@h/cache', 'path'],
      ['redis://u:secret@h/0/1', 'path'],
      ['redis://u:secret@h/-1', 'path'],
      ['redis://h?db=1', 'unknown parameter'],
      ['redis://h?family=5', 'unknown parameter'],
    ] as const) {
      expect(redisUrlProblem(url), url)
        .to.contain(words)
        .and.not.match(/secret|cache/);
    }
  });
});
