import { expect } from 'chai';
import { areOfOneCluster, redisNodes } from './redis-url.js';

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
});
