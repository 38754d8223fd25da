package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.server.KafkaBroker;
import io.coursepulse.sandbox.server.ServerName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/** A broker of several that is killed, and partitions that get another leader. */
final class BrokerFaults {

    private BrokerFaults() {}

    static Optional<String> obstacle(DrillSetup setup) {
        return setup.brokers() > 1 ? Optional.empty() : Optional.of("it needs --brokers 3");
    }

    static InjectedFault killOne(DrillCluster cluster, SplittableRandom random) throws InterruptedException {
        List<ServerName> brokers = KafkaBroker.in(cluster.sandbox().ports()).stream()
                .map(KafkaBroker::server)
                .toList();
        return ServerFaults.kill(cluster, brokers.get(random.nextInt(brokers.size())));
    }

    static InjectedFault changeLeaders(DrillCluster cluster, SplittableRandom random)
            throws InterruptedException, ExecutionException {
        try (TopicAdmin topic = new TopicAdmin(cluster)) {
            Map<Integer, Integer> before = topic.leaders();
            topic.rotateLeaders();
            Map<Integer, Integer> after = topic.leaders();
            if (before.equals(after)) {
                throw new DrillFailure("No partition got another leader: " + after);
            }
            return InjectedFault.now(
                    "leaders " + before.values() + " to " + after.values(),
                    () -> Targets.awaitTopology(cluster.sandbox()));
        }
    }
}
