package io.coursepulse.web;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.config.KafkaConfig;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.store.CounterReader;
import io.coursepulse.topic.AuditVerdict;
import io.coursepulse.topic.CountMessage;
import io.coursepulse.topic.RecentWindow;
import io.coursepulse.web.follow.Source;
import io.coursepulse.web.follow.TopicFollower;
import io.coursepulse.web.rejected.RejectedSamples;
import io.coursepulse.web.storm.NimbusTopologies;
import io.coursepulse.web.storm.Topologies;
import io.coursepulse.web.trust.KafkaLogEnds;
import io.coursepulse.web.trust.LogEnds;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What stands behind the server.
 *
 * @param store opens a reader of the store
 * @param counts changed counts
 * @param activity what the sliding windows hold
 * @param rejected lines that the parser refused
 * @param audits what audits have found
 * @param log where the topic of lines ends
 * @param blacklist where the blacklist is kept; empty if there is none
 * @param topologies how the topologies run; empty if nobody is to be asked
 */
public record Backend(
        Supplier<CounterReader> store,
        Source<CounterValue> counts,
        Source<RecentWindow> activity,
        Source<RejectedSamples.Sample> rejected,
        Source<AuditVerdict> audits,
        LogEnds log,
        Optional<BlacklistStore> blacklist,
        Optional<Topologies> topologies) {

    /** Enough to find the newest state of each window, which is published every second. */
    private static final long WINDOWS_BEFORE = 16;

    /** Some reasons are rarer than others. */
    private static final long REJECTED_BEFORE = 20L * RejectedSamples.KEPT;

    /** The store and the topics that the configuration names. */
    static Backend of(WebConfig config) {
        KafkaConfig kafka = config.kafka();
        String servers = kafka.bootstrapServers();
        return new Backend(
                () -> config.store().openReader(),
                new TopicFollower<>(servers, kafka.courseCounts(), 0, record -> CountMessage.of(record)
                        .counter()),
                new TopicFollower<>(servers, kafka.courseActivity(), WINDOWS_BEFORE, RecentWindow::of),
                new TopicFollower<>(servers, kafka.rejected(), REJECTED_BEFORE, RejectedSamples.Sample::of),
                new TopicFollower<>(servers, kafka.courseAudits(), 1, AuditVerdict::of),
                new KafkaLogEnds(servers, kafka.accessLog()),
                config.blacklist().map(BlacklistStore::new),
                config.web().nimbus().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new NimbusTopologies(config.web().nimbus())));
    }
}
