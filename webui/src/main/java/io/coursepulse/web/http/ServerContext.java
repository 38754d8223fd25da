package io.coursepulse.web.http;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.web.activity.RecentActivity;
import io.coursepulse.web.catalogue.Catalogue;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.follow.Source;
import io.coursepulse.web.live.LiveClients;
import io.coursepulse.web.rejected.RejectedSamples;
import io.coursepulse.web.storm.TopologyMonitor;
import io.coursepulse.web.trust.LedgerStatus;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The state of the server, as the HTTP handlers need it. Used on one event loop only.
 *
 * @param topics what is followed, by the names that metrics have, in the order of display
 */
public record ServerContext(
        Clock clock,
        Days days,
        StoreReads store,
        LiveClients clients,
        RecentActivity activity,
        RejectedSamples rejected,
        LedgerStatus ledger,
        Catalogue catalogue,
        Optional<BlacklistStore> blacklist,
        Optional<TopologyMonitor> topologies,
        Optional<URI> stormUi,
        Map<String, Source<?>> topics) {}
