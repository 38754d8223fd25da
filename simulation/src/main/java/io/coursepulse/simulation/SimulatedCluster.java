package io.coursepulse.simulation;

import io.coursepulse.simulation.LineTemplates.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Workers, the messages between them, the servers, and Nimbus. One thread does everything, one event after another, in an
 * order that the seed decides: a message is received, a time has come. When a task calls a server, others may go on
 * before it gets its answer ({@link #interrupt}): their events run inside that call.
 */
final class SimulatedCluster {

    /** How deep events may run inside each other's server calls. */
    private static final int MAX_DEPTH = 5;

    /** What happens at a time; of those at the same time, the first one scheduled first. */
    private record Timer(long at, long order, Runnable action) {}

    private final SplittableRandom random;
    private final List<String> trace;
    private final SimulatedTime time = new SimulatedTime(this);
    private final Troubles troubles = new Troubles(this);
    private final SimulatedStore store;
    private final SimulatedZooKeeper zooKeeper = new SimulatedZooKeeper(this);
    private final SimulatedKafka kafka = new SimulatedKafka(this);
    private final SimulatedBlacklists blacklists = new SimulatedBlacklists(this);
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
    private final List<Channel> ready = new ArrayList<>();

    /** Until when messages from one worker to another are delayed. */
    private final Map<List<Integer>, Long> delayed = new HashMap<>();

    private final List<Worker> workers = new ArrayList<>();

    /** The worker that Nimbus has for each slot. */
    private final Map<Integer, Worker> assignment = new TreeMap<>();

    private Map<Integer, Integer> slots = Map.of();
    private TopologyPlan plan;
    private final int interruptPercent;
    private final int maxInterruptEvents;
    private Task current;
    private int depth;
    private long now = 1_000;
    private long scheduled;
    private int steps;
    private int killAfterCalls = -1;
    private long digest;
    private Optional<String> crash = Optional.empty();
    private String lastReport = "nothing";
    private int numbers;

    /** @param trace takes a line for each event worth knowing; null if nobody wants to know */
    SimulatedCluster(SplittableRandom random, List<String> trace) {
        this.random = random;
        this.trace = trace;
        this.store = new SimulatedStore(this);
        this.interruptPercent = new int[] {0, 3, 10, 30}[random.nextInt(4)];
        this.maxInterruptEvents = random.nextBoolean() ? 10 : 60;
    }

    SplittableRandom random() {
        return random;
    }

    long now() {
        return now;
    }

    int steps() {
        return steps;
    }

    long digest() {
        return digest;
    }

    SimulatedTime time() {
        return time;
    }

    Troubles troubles() {
        return troubles;
    }

    SimulatedStore store() {
        return store;
    }

    SimulatedZooKeeper zooKeeper() {
        return zooKeeper;
    }

    SimulatedKafka kafka() {
        return kafka;
    }

    SimulatedBlacklists blacklists() {
        return blacklists;
    }

    /** An exception that neither Storm nor the product handles, and that is no simulated outage. */
    Optional<String> crash() {
        return crash;
    }

    /** Another number each time. */
    int nextNumber() {
        return ++numbers;
    }

    /** A task reports an error, as in Storm UI. */
    void report(Task task, Throwable error) {
        lastReport = error.getMessage();
        trace(() -> task + " reports: " + error.getMessage());
    }

    /** The last error that was reported. */
    String lastReport() {
        return lastReport;
    }

    void trace(Supplier<String> event) {
        if (trace != null) {
            trace.add(String.format("%8d.%03d %s%s", now / 1_000, now % 1_000, "  ".repeat(depth), event.get()));
        }
    }

    // Events

    void schedule(long delayMillis, Runnable action) {
        timers.add(new Timer(now + delayMillis, scheduled++, action));
    }

    /** Lets the next event happen; false if nothing ever will. */
    boolean step() {
        return step(Long.MAX_VALUE);
    }

    /** Lets the next event happen that is due at {@code until}; if there is none, it is that time. */
    private boolean step(long until) {
        steps++;
        Timer timer = timers.peek();
        if (timer != null && timer.at() <= now && random.nextBoolean()) {
            timers.remove();
            timer.action().run();
            return true;
        }
        Channel channel = chooseChannel();
        if (channel != null) {
            now += random.nextInt(4) == 0 ? 1 : 0;
            receive(channel);
            return true;
        }
        if (timer != null && timer.at() <= until) {
            timers.remove();
            now = Math.max(now, timer.at());
            timer.action().run();
            return true;
        }
        now = Math.max(now, until == Long.MAX_VALUE ? now : until);
        return false;
    }

    private Channel chooseChannel() {
        if (ready.isEmpty()) {
            return null;
        }
        int start = random.nextInt(ready.size());
        for (int i = 0; i < ready.size(); i++) {
            int index = (start + i) % ready.size();
            Channel channel = ready.get(index);
            if (!channel.receiver.worker.alive || channel.messages.isEmpty()) {
                channel.messages.clear();
                remove(index);
                i--;
                if (ready.isEmpty()) {
                    return null;
                }
            } else if (!channel.receiver.busy && !channel.receiver.worker.frozen && !isDelayed(channel)) {
                return channel;
            }
        }
        return null;
    }

    private boolean isDelayed(Channel channel) {
        if (delayed.isEmpty()) {
            return false;
        }
        Long until = delayed.get(List.of(channel.sender.number, channel.receiver.worker.number));
        return until != null && until > now;
    }

    private void remove(int index) {
        ready.set(index, ready.get(ready.size() - 1));
        ready.remove(ready.size() - 1);
    }

    private void receive(Channel channel) {
        Task.Message message = channel.messages.remove();
        digest = digest * 31 + channel.receiver.id * 7L + channel.sender.number;
        run(channel.receiver, () -> channel.receiver.receive(message));
    }

    /** Runs something in a task, as its thread would. */
    void run(Task task, Runnable work) {
        Task outer = current;
        current = task;
        task.busy = true;
        try {
            work.run();
        } catch (WorkerKilled e) {
            trace(() -> task + " stopped in the middle of its work");
        } catch (ServerUnavailable e) {
            trace(() -> task + " ends its worker: " + e.getMessage());
            kill(task.worker);
        } catch (RuntimeException e) {
            if (crash.isEmpty()) {
                crash = Optional.of(task + " failed: " + describe(e));
            }
            trace(() -> task + " failed: " + e);
            kill(task.worker);
        } finally {
            task.busy = false;
            current = outer;
        }
    }

    private static String describe(RuntimeException e) {
        StringBuilder text = new StringBuilder(e.toString());
        for (int i = 0; i < Math.min(6, e.getStackTrace().length); i++) {
            text.append(" at ").append(e.getStackTrace()[i]);
        }
        return text.toString();
    }

    /** A task calls a server. It may be killed now, and others may go on before the call has an effect. */
    void callServer(String call) {
        if (current != null && killAfterCalls >= 0 && killAfterCalls-- == 0) {
            Worker worker = current.worker;
            trace(() -> "killing " + worker + " at: " + call);
            kill(worker);
        }
        interrupt();
    }

    /** Others may go on before the current task does. */
    void interrupt() {
        if (current == null) {
            return;
        }
        Task task = current;
        awaitRunning(task);
        if (depth < MAX_DEPTH && random.nextInt(100) < interruptPercent) {
            depth++;
            for (int events = 1 + random.nextInt(maxInterruptEvents); events > 0 && step(now); events--) {
                // Others go on.
            }
            depth--;
            awaitRunning(task);
        }
    }

    /** Others go on for a time. */
    void sleep(long millis) {
        Task task = current;
        long until = now + millis;
        if (depth >= 2 * MAX_DEPTH) {
            now = until;
        }
        depth++;
        while (now < until && (task == null || task.worker.alive)) {
            step(until);
        }
        depth--;
        if (task != null) {
            awaitRunning(task);
        }
    }

    private void awaitRunning(Task task) {
        depth++;
        while (task.worker.alive && task.worker.frozen) {
            step();
        }
        depth--;
        if (!task.worker.alive) {
            throw new WorkerKilled();
        }
    }

    // Messages

    /** Sends a message; it is lost if there is no worker where the sender believes its receiver to be. */
    void send(Worker from, Task sender, int receiver, Task.Message message) {
        Worker to = from.workerOf(from.slots.get(receiver));
        if (to == null) {
            return;
        }
        if (!to.alive) {
            if (sender != null && random.nextBoolean()) {
                to.unsent.add(new Worker.Unsent(sender, receiver, message));
            }
            return;
        }
        Task task = to.tasks.get(receiver);
        if (task == null) {
            return;
        }
        Channel channel = task.channels.computeIfAbsent(sender == null ? from : sender, any -> new Channel(from, task));
        if (channel.messages.isEmpty()) {
            ready.add(channel);
        }
        channel.messages.add(message);
    }

    /** Tells the acker of a tuple tree; the word is lost if its worker is dead. */
    void toAcker(Worker from, long root, Consumer<Worker> word) {
        List<Integer> all = List.copyOf(from.view.keySet());
        Worker acker = from.workerOf(all.get((int) Math.floorMod(root, (long) all.size())));
        if (acker != null && acker.alive) {
            word.accept(acker);
        }
    }

    // Workers

    /** Kills every worker; the topology is not started again. */
    void killTopology() {
        assignment.clear();
        workers.forEach(this::kill);
    }

    /** Submits the topology: every worker of the former one is killed, except those that nobody reaches. */
    void submit(TopologyPlan submitted, int slotCount) {
        assignment.clear();
        for (Worker worker : workers) {
            if (worker.alive) {
                if (random.nextInt(8) == 0) {
                    trace(() -> worker + " is not reached and goes on");
                    worker.cutOff = true;
                    schedule(random.nextInt(60_000), () -> kill(worker));
                } else {
                    kill(worker);
                }
            }
        }
        plan = submitted;
        Map<Integer, Integer> chosen = new HashMap<>();
        int first = workers.size() * 10;
        for (int task : plan.taskToComponent().keySet()) {
            chosen.put(task, first + random.nextInt(slotCount));
        }
        slots = chosen;
        trace(() -> "submitted: tasks " + submitted.sizes() + " on " + slotCount + " workers");
        List<Worker> started = new ArrayList<>();
        chosen.values().stream().distinct().sorted().forEach(slot -> started.add(create(slot)));
        started.forEach(worker -> worker.view.putAll(assignment));
        started.forEach(this::startTasks);
    }

    private Worker create(int slot) {
        Worker worker = new Worker(workers.size() + 1, slot, plan, slots);
        workers.add(worker);
        assignment.put(slot, worker);
        slots.forEach((task, its) -> {
            if (its == slot) {
                worker.tasks.put(task, Task.of(this, worker, task));
            }
        });
        worker.view.putAll(assignment);
        return worker;
    }

    private void startTasks(Worker worker) {
        for (Task task : worker.tasks.values()) {
            if (worker.alive) {
                run(task, task::start);
            }
        }
    }

    /** Nimbus starts a worker for a slot whose worker is dead, or that it believes dead. */
    private void replace(int slot, Worker former) {
        if (assignment.get(slot) != former || former.alive && !former.cutOff) {
            return;
        }
        Worker worker = create(slot);
        trace(() -> worker + " replaces " + former + (former.alive ? ", which still runs" : ""));
        if (!former.alive && random.nextBoolean()) {
            former.successor = worker;
        }
        startTasks(worker);
        former.unsent.forEach(unsent -> {
            if (former.successor == worker && unsent.sender().worker.alive) {
                send(unsent.sender().worker, unsent.sender(), unsent.receiver(), unsent.message());
            }
        });
        tellOthers();
    }

    private void tellOthers() {
        for (Worker worker : workers) {
            if (worker.alive) {
                schedule(random.nextInt(random.nextBoolean() ? 50 : 10_000), () -> {
                    if (worker.alive && !worker.cutOff && worker.plan == plan && worker.slots == slots) {
                        worker.view.putAll(assignment);
                    }
                });
            }
        }
    }

    /** Kills a worker process. What it has sent may be lost; Nimbus starts another one if it was in charge. */
    void kill(Worker worker) {
        if (!worker.alive) {
            return;
        }
        trace(() -> "killed: " + worker + " with tasks " + worker.tasks.keySet());
        worker.alive = false;
        boolean breaks = random.nextBoolean();
        for (Channel channel : ready) {
            if (breaks && channel.sender == worker) {
                dropTail(channel);
            }
        }
        if (assignment.get(worker.slot) == worker) {
            long delay = random.nextInt(4) == 0 ? random.nextInt(40_000) : random.nextInt(1_000);
            schedule(delay, () -> replace(worker.slot, worker));
        }
    }

    private void dropTail(Channel channel) {
        for (int keep = random.nextInt(channel.messages.size() + 1); channel.messages.size() > keep; ) {
            channel.messages.removeLast();
        }
    }

    /** A random worker that runs. */
    Optional<Worker> anyWorker() {
        List<Worker> alive = workers.stream().filter(worker -> worker.alive).toList();
        return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(random.nextInt(alive.size())));
    }

    /** The workers that run Trident's coordinator. */
    Optional<Worker> coordinator() {
        return workers.stream()
                .filter(worker ->
                        worker.alive && worker.tasks.values().stream().anyMatch(task -> task instanceof Task.Spout))
                .findFirst();
    }

    /** Lets the worker that calls a server next but {@code calls} die with that call. */
    void killAfterCalls(int calls) {
        killAfterCalls = calls;
    }

    /** Nimbus loses a worker, which goes on until it is killed or is in charge again. */
    void cutOff(Worker worker) {
        trace(() -> worker + " is cut off from Nimbus");
        worker.cutOff = true;
        schedule(random.nextInt(10_000), () -> replace(worker.slot, worker));
        endLater(worker, 10_000 + random.nextInt(90_000));
    }

    private void endLater(Worker worker, long delay) {
        schedule(delay, () -> {
            if (worker.alive && worker.cutOff) {
                if (random.nextInt(3) == 0 && worker.plan == plan && worker.slots == slots) {
                    returnToCharge(worker);
                } else {
                    kill(worker);
                }
            }
        });
    }

    private void returnToCharge(Worker worker) {
        Worker other = assignment.get(worker.slot);
        assignment.put(worker.slot, worker);
        worker.cutOff = false;
        worker.view.putAll(assignment);
        trace(() -> worker + " is in charge again");
        if (other != null && other != worker) {
            kill(other);
        }
        tellOthers();
    }

    /** A process stands still. After a while Nimbus replaces it; then it goes on for a while as it was. */
    void freeze(Worker worker, long millis) {
        trace(() -> worker + " is frozen for " + millis + " ms");
        worker.frozen = true;
        if (millis > 30_000) {
            schedule(30_000, () -> {
                if (worker.alive && worker.frozen && assignment.get(worker.slot) == worker) {
                    worker.cutOff = true;
                    replace(worker.slot, worker);
                }
            });
        }
        schedule(millis, () -> thaw(worker));
    }

    private void thaw(Worker worker) {
        if (worker.alive && worker.frozen) {
            trace(() -> worker + " goes on");
            worker.thaw();
            if (worker.cutOff) {
                endLater(worker, random.nextInt(15_000));
            }
        }
    }

    /** The connection from one worker to another breaks: the last messages on it are lost. */
    void breakConnection(Worker from, Worker to) {
        trace(() -> "the connection from " + from + " to " + to + " breaks");
        for (Channel channel : ready) {
            if (channel.sender == from && channel.receiver.worker == to) {
                dropTail(channel);
            }
        }
    }

    /** Messages from one worker to another are delayed. */
    void delay(Worker from, Worker to, long millis) {
        trace(() -> "messages from " + from + " to " + to + " are delayed by " + millis + " ms");
        delayed.put(List.of(from.number, to.number), now + millis);
        schedule(millis, () -> {});
    }

    /** Nothing more fails: servers answer, connections hold, workers go on, and zombies die some time. */
    void heal() {
        trace(() -> "no more faults");
        troubles.end();
        killAfterCalls = -1;
        delayed.clear();
        for (Worker worker : List.copyOf(workers)) {
            if (worker.alive) {
                if (worker.frozen) {
                    schedule(random.nextInt(5_000), () -> thaw(worker));
                }
                boolean inCharge = assignment.get(worker.slot) == worker;
                if (worker.cutOff && !inCharge) {
                    schedule(random.nextInt(40_000), () -> kill(worker));
                } else if (worker.cutOff) {
                    returnToCharge(worker);
                }
            }
        }
    }

    /** What every worker waits for, for messages. */
    String waiting() {
        StringBuilder text = new StringBuilder();
        for (Worker worker : workers) {
            if (worker.alive) {
                text.append(worker)
                        .append(worker.frozen ? " (frozen)" : "")
                        .append(worker.cutOff ? " (cut off)" : "")
                        .append(" tasks ")
                        .append(worker.tasks.keySet())
                        .append("; ");
            }
        }
        return text.append(ready.size()).append(" channels with messages").toString();
    }

    /** Adds a partition to the topic. */
    void addPartition(List<List<Line>> lines) {
        kafka.addPartition();
        lines.add(new ArrayList<>());
        trace(() -> "the topic has " + kafka.partitions() + " partitions");
    }
}
