package io.coursepulse.spout;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.task.TopologyContext;

/** The context of the only task of a topology. */
public final class SingleTaskContext {

    private SingleTaskContext() {}

    /** The task's context. */
    public static TopologyContext context() {
        return new TopologyContext(
                new StormTopology(),
                Map.of(),
                Map.of(1, "spout"),
                Map.of("spout", List.of(1)),
                Map.of(),
                Map.of(),
                "counts-1-1",
                null,
                null,
                1,
                6700,
                List.of(1),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                new AtomicBoolean(),
                new StormMetricRegistry());
    }
}
