package io.coursepulse.web;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.topic.AuditVerdict;
import io.coursepulse.topic.RecentWindow;
import io.coursepulse.web.rejected.RejectedSamples;
import java.util.Optional;

/** A store, topics and a Storm that a test controls. */
public final class FakeBackend {

    public final FakeStore store = new FakeStore();
    public final FakeSource<CounterValue> counts = new FakeSource<>();
    public final FakeSource<RecentWindow> activity = new FakeSource<>();
    public final FakeSource<RejectedSamples.Sample> rejected = new FakeSource<>();
    public final FakeSource<AuditVerdict> audits = new FakeSource<>();
    public final FakeEndOffsetReader log = new FakeEndOffsetReader();
    public final FakeTopologies topologies = new FakeTopologies();

    public Backend toBackend() {
        return toBackend(Optional.empty());
    }

    public Backend toBackend(Optional<BlacklistStore> blacklist) {
        return new Backend(store::open, counts, activity, rejected, audits, log, blacklist, Optional.of(topologies));
    }
}
