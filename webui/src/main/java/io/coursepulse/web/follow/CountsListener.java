package io.coursepulse.web.follow;

import io.coursepulse.counter.DayCount;
import java.util.List;

/** Hears what happens to the counts. Called by the source's own thread. */
public interface CountsListener {

    /** From now on every change is heard. What changed before this call may have been missed. */
    void begun();

    /** Absolute counts, possibly heard before. May block, which holds the source back. */
    void changed(List<DayCount> counts);

    /** From now on changes are missed, until {@link #begun()} is called again. Called again when the reason changes. */
    void lost(String reason);
}
