package passerelle.real.trace;

import java.util.List;
import java.util.Map;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.NetnsSnapshot;

/**
 * All that was seen while a trace was made.
 *
 * @param by what the senders of packets are called that belong to no service: the probe
 * @param frames the frames on all devices in the order of time
 * @param messages what nf_tables told, by namespace; none for a namespace where it tells nothing
 * @param rules the rules of each namespace
 * @param counters packets that the rules counted, where nf_tables does not tell of rules
 * @param before each namespace before
 * @param after each namespace afterwards
 */
record Observations(
    String by,
    List<CapturedFrame> frames,
    Map<String, List<TraceMessage>> messages,
    Map<String, RuleBook> rules,
    Map<String, Counters> counters,
    Map<String, NetnsSnapshot> before,
    Map<String, NetnsSnapshot> after) {}
