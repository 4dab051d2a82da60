/**
 * A trace in words: the events of packets as rows of text at three depths, in English and French,
 * and as JSON.
 */
package passerelle.trace.render;
