/**
 * Recent activity: clicks in sliding windows over the lines' own time.
 *
 * <pre>
 * RecentLinesSpout -> ParseBolt -> PaneBolt -> MergeBolt -> RecentActivityBolt
 * </pre>
 *
 * Lines are tracked by Storm, at least once, from the spout until they are in a pane. From there on a second of all
 * courses is one tuple, which nobody tracks: the next second brings the next one.
 */
package io.coursepulse.activity;
