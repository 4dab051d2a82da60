/**
 * The canonical form of what tools print: what no two runs share is named by the part it plays
 * (ids, MAC addresses, veth names...) or erased (times, dates, counters). Two outputs say the same
 * when their canonical forms are equal. The twin is {@code canon.py} beside the recordings in
 * {@code tests/}, which is the executable definition; a test runs both.
 */
package passerelle.scenarios.canon;
