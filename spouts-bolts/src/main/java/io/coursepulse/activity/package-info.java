/**
 * Recent activity: clicks in sliding event-time windows.
 *
 * <pre>
 * RecentLinesSpout -> ParseBolt -> PaneBolt -> MergeBolt -> RecentActivityBolt
 * </pre>
 *
 * Storm tracks lines, at least once, from the spout until they are in a pane. From there a second of all courses is one
 * unanchored tuple: a lost one is replaced by that of the next second.
 */
package io.coursepulse.activity;
