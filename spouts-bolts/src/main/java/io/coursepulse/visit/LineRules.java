package io.coursepulse.visit;

import io.coursepulse.log.CoursePages;
import io.coursepulse.log.LineFormat;
import io.coursepulse.log.ServedStatuses;
import java.io.Serializable;
import java.time.ZoneId;

/**
 * What decides a line's fate, apart from the blacklist.
 *
 * @param format how lines are written
 * @param coursePages which paths are course pages
 * @param statuses which responses are counted
 * @param robots whether robots are counted
 * @param zone where days begin, and the zone of times that are written without one
 */
public record LineRules(
        LineFormat format, CoursePages coursePages, ServedStatuses statuses, RobotPolicy robots, ZoneId zone)
        implements Serializable {}
