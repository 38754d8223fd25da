package io.coursepulse.trident;

import java.util.List;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.task.WorkerTopologyContext;

/**
 * Sends each message of a ledger task to the counter task that it is for. (Not thread-safe, as Storm's groupings are
 * not.)
 *
 * @param tasks the number of counter tasks
 */
public final class CounterTaskGrouping implements CustomStreamGrouping {

    private static final long serialVersionUID = 1L;

    private final int tasks;
    private transient int field;
    private transient List<Integer> targets;

    /** Sends to {@code tasks} counter tasks. */
    public CounterTaskGrouping(int tasks) {
        this.tasks = tasks;
    }

    @Override
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        if (targetTasks.size() != tasks) {
            throw new IllegalStateException("The topology has " + targetTasks.size() + " counter tasks, but " + tasks
                    + " were configured; set counts.counter-tasks, not Storm's number of tasks");
        }
        targets = targetTasks.stream().sorted().toList();
        field = context.getComponentOutputFields(stream).fieldIndex(LedgerUpdater.TASK);
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        return List.of(targets.get((Integer) values.get(field)));
    }
}
