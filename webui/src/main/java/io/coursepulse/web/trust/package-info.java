/** Whether the counts can be relied on: the ledger compared with Kafka's end offsets, and the last audit. */
package io.coursepulse.web.trust;
