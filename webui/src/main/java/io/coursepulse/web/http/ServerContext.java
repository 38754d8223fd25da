package io.coursepulse.web.http;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.web.activity.RecentActivity;
import io.coursepulse.web.catalogue.Catalogue;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.live.LiveClients;
import io.coursepulse.web.rejected.RejectedSamples;
import io.coursepulse.web.storm.Storm;
import io.coursepulse.web.trust.Trust;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** All that the paths serve. Belongs to one event loop. */
public record ServerContext(
        Clock clock,
        Days days,
        StoreReads store,
        LiveClients clients,
        RecentActivity activity,
        RejectedSamples rejected,
        Trust trust,
        Catalogue catalogue,
        Optional<BlacklistStore> blacklist,
        Optional<Storm> storm,
        Optional<URI> stormUi) {}
