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
import io.coursepulse.web.trust.EndOffsetReader;
import io.coursepulse.web.trust.KafkaEndOffsetReader;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the web server reads from: the store, the topics, Kafka, the blacklist and Nimbus.
 *
 * @param store opens a reader of the counters
 * @param counts topic {@code course-counts}
 * @param activity topic {@code course-activity}
 * @param rejected lines that the parser rejected
 * @param audits topic {@code course-audits}
 * @param log the end offsets of the topic of access-log lines
 * @param blacklist the blacklist; empty if none is configured
 * @param topologies reads the state of the topologies; empty if no Nimbus is configured
 */
public record Backend(
        Supplier<CounterReader> store,
        Source<CounterValue> counts,
        Source<RecentWindow> activity,
        Source<RejectedSamples.Sample> rejected,
        Source<AuditVerdict> audits,
        EndOffsetReader log,
        Optional<BlacklistStore> blacklist,
        Optional<Topologies> topologies) {

    /** Enough to find the newest state of each window, which is published every second. */
    private static final long ACTIVITY_BACKLOG = 16;

    /** Some reasons are rarer than others. */
    private static final long REJECTED_BACKLOG = 20L * RejectedSamples.KEPT;

    /** The store and the topics that the configuration names. */
    static Backend of(WebConfig config) {
        KafkaConfig kafka = config.kafka();
        String servers = kafka.bootstrapServers();
        return new Backend(
                () -> config.store().openReader(),
                new TopicFollower<>(servers, kafka.courseCounts(), 0, record -> CountMessage.of(record)
                        .counter()),
                new TopicFollower<>(servers, kafka.courseActivity(), ACTIVITY_BACKLOG, RecentWindow::of),
                new TopicFollower<>(servers, kafka.rejected(), REJECTED_BACKLOG, RejectedSamples.Sample::of),
                new TopicFollower<>(servers, kafka.courseAudits(), 1, AuditVerdict::of),
                new KafkaEndOffsetReader(servers, kafka.accessLog()),
                config.blacklist().map(BlacklistStore::new),
                config.web().nimbus().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new NimbusTopologies(config.web().nimbus())));
    }
}
