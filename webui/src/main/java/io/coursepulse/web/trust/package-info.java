/** What tells whether the numbers can be relied on: the ledger beside Kafka's own offsets. */
package io.coursepulse.web.trust;
