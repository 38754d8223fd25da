package io.coursepulse.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The messages from one task, or acker, to another, in order. */
final class Channel {

    final Worker sender;
    final Task receiver;
    final Deque<Task.Message> messages = new ArrayDeque<>();

    Channel(Worker sender, Task receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }
}
