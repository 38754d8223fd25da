package io.coursepulse.drill.fault;

import io.coursepulse.sandbox.Sandbox;
import io.coursepulse.sandbox.run.Await;
import io.coursepulse.sandbox.server.StormPlacement;
import io.coursepulse.sandbox.server.StormPlacement.Worker;
import io.coursepulse.watchdog.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The processes that faults hit, and the end of a recovery. */
final class Targets {

    /** Longer than Storm takes to declare a node dead and to start workers elsewhere on a busy machine. */
    static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(5);

    private Targets() {}

    static void kill(List<ProcessIdentity> targets) throws InterruptedException {
        targets.forEach(target -> target.liveHandle().ifPresent(ProcessHandle::destroyForcibly));
        Await.until(
                "process " + pids(targets) + " to exit after kill -9", Duration.ofSeconds(10), () -> targets.stream()
                        .noneMatch(ProcessIdentity::isAlive));
    }

    static void requireTerminated(List<ProcessIdentity> targets) {
        if (targets.stream().anyMatch(ProcessIdentity::isAlive)) {
            throw new DrillFailure("Process " + pids(targets) + " is still running after it was killed");
        }
    }

    static void requireAlive(List<ProcessIdentity> targets) {
        if (!targets.stream().allMatch(ProcessIdentity::isAlive)) {
            throw new DrillFailure("Some frozen processes exited: " + pids(targets));
        }
    }

    static String pids(List<ProcessIdentity> processes) {
        return processes.stream().map(each -> Long.toString(each.pid())).collect(Collectors.joining(", "));
    }

    static <T> T any(List<T> some, String what, SplittableRandom random) {
        if (some.isEmpty()) {
            throw new DrillFailure("No " + what + " was found");
        }
        return some.get(random.nextInt(some.size()));
    }

    /** Nimbus considers an executor running until its worker has missed heartbeats for a while: look at the processes too. */
    static void awaitTopology(Sandbox sandbox) throws InterruptedException {
        Await.until("every executor of the topology to run", RECOVERY_TIMEOUT, () -> {
            StormPlacement placement = sandbox.placement();
            Set<Integer> living = placement.workers().stream().map(Worker::port).collect(Collectors.toSet());
            return living.containsAll(placement.portsOf("")) && placement.allRunning();
        });
    }
}
