import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { handleUnaryCall, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Calls } from './calls.js';
import type { Faults } from './faults.js';
import { struck } from './struck.js';

/** A node of the cluster, as gossip tells of it. All listen on 127.0.0.1. */
export interface Member {
  port: number;
  isLeader: boolean;
  isAlive: boolean;
}

export interface AboutContext {
  faults: Faults;
  calls: Calls;
  version: string;
  /** Whether the server says that it takes batch appends. */
  hasBatchAppend: boolean;
  members(): readonly Member[];
  cut(): void;
}

/** ServerFeatures.GetSupportedMethods */
export function featuresCall(
  context: AboutContext,
): handleUnaryCall<InstanceType<typeof shared.Empty>, InstanceType<typeof features.SupportedMethods>> {
  return answering(context, 'features', () => {
    const names = ['read', 'append', ...(context.hasBatchAppend ? ['batchappend'] : [])];
    const methods = names.map((name) =>
      new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
    );
    return new features.SupportedMethods().setEventStoreServerVersion(context.version).setMethodsList(methods);
  });
}

/** Gossip.Read */
export function gossipCall(
  context: AboutContext,
): handleUnaryCall<InstanceType<typeof shared.Empty>, InstanceType<typeof gossip.ClusterInfo>> {
  return answering(context, 'gossip', () => {
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const members = context.members().map(({ port, isLeader, isAlive }) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString(`00000000-0000-4000-8000-${String(port).padStart(12, '0')}`))
        .setTimeStamp('0')
        .setState(isLeader ? LEADER : FOLLOWER)
        .setIsAlive(isAlive)
        .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port)),
    );
    return new gossip.ClusterInfo().setMembersList(members);
  });
}

function answering<Request, Response>(
  { faults, calls, cut }: AboutContext,
  method: 'features' | 'gossip',
  make: () => Response,
): handleUnaryCall<Request, Response> {
  return async (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    const closed = calls.opened(method);
    call.once('cancelled', closed);
    const met = faults.take(method, calls.receive(method, call.metadata));
    const fail = (error: Parameters<typeof callback>[0]) => {
      closed();
      callback(error);
    };
    for (const moment of ['before', 'after'] as const) if (await struck(met, moment, { fail, cut })) return;
    closed();
    callback(null, make());
  };
}
