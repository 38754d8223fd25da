package io.coursepulse.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A worker process: its tasks, which workers it believes to run the others, and its acker. */
final class Worker {

    /** A tuple that is sent when its receiver's worker has been restarted. */
    record Unsent(Task sender, int receiver, Task.Message message) {}

    /** What the acker knows of a tuple that a spout has emitted, as {@code org.apache.storm.daemon.Acker}. */
    private static final class Tree {
        long value;
        int spout = -1;
        boolean failed;
    }

    final int number;
    final int slot;
    final TopologyPlan plan;
    final Map<Integer, Integer> slots;
    final Map<Integer, Task> tasks = new TreeMap<>();

    /** By slot. */
    final Map<Integer, Worker> view = new TreeMap<>();

    final List<Unsent> unsent = new ArrayList<>();
    private final Map<Long, Tree> trees = new HashMap<>();

    /** What arrived for the acker while the process was frozen. */
    private final Deque<Runnable> acks = new ArrayDeque<>();

    boolean alive = true;
    boolean frozen;

    /** Nimbus believes that it is dead, and it learns of no changes. */
    boolean cutOff;

    /** The worker that was started at the same address after this one died. */
    Worker successor;

    /** @param slots the slot of each task */
    Worker(int number, int slot, TopologyPlan plan, Map<Integer, Integer> slots) {
        this.number = number;
        this.slot = slot;
        this.plan = plan;
        this.slots = slots;
    }

    /** The worker that answers where this worker believes the task to be; may be dead. */
    Worker workerOf(int slotOfTask) {
        Worker at = view.get(slotOfTask);
        while (at != null && !at.alive && at.successor != null) {
            at = at.successor;
        }
        return at;
    }

    void ackerInit(SimulatedCluster cluster, long root, long value, int spout) {
        whenThawed(() -> {
            Tree tree = trees.computeIfAbsent(root, any -> new Tree());
            tree.value ^= value;
            tree.spout = spout;
            completeIfDone(cluster, root, tree);
        });
    }

    void ackerAck(SimulatedCluster cluster, long root, long value) {
        whenThawed(() -> {
            Tree tree = trees.computeIfAbsent(root, any -> new Tree());
            tree.value ^= value;
            completeIfDone(cluster, root, tree);
        });
    }

    void ackerFail(SimulatedCluster cluster, long root) {
        whenThawed(() -> {
            Tree tree = trees.computeIfAbsent(root, any -> new Tree());
            tree.failed = true;
            completeIfDone(cluster, root, tree);
        });
    }

    private void completeIfDone(SimulatedCluster cluster, long root, Tree tree) {
        if (tree.spout >= 0 && (tree.value == 0 || tree.failed)) {
            trees.remove(root);
            cluster.send(this, null, tree.spout, new Task.Completion(root, tree.value == 0));
        }
    }

    private void whenThawed(Runnable work) {
        if (frozen) {
            acks.add(work);
        } else {
            work.run();
        }
    }

    void thaw() {
        frozen = false;
        while (!acks.isEmpty()) {
            acks.remove().run();
        }
    }

    @Override
    public String toString() {
        return "worker " + number;
    }
}
