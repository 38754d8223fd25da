package io.coursepulse.web;

import io.coursepulse.web.storm.Topologies;
import io.coursepulse.web.storm.TopologyState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Topologies that a test sets. Thread-safe. */
public final class FakeTopologies implements Topologies {

    private final AtomicInteger asked = new AtomicInteger();
    private volatile List<TopologyState> states = List.of();
    private volatile String problem = "";

    public void run(TopologyState... running) {
        states = List.of(running);
        problem = "";
    }

    public void down(String why) {
        problem = why;
    }

    public int asked() {
        return asked.get();
    }

    @Override
    public List<TopologyState> read() {
        asked.incrementAndGet();
        if (!problem.isEmpty()) {
            throw new TopologyStateUnavailableException(problem);
        }
        return states;
    }
}
