/**
 * Packets as Wireshark's list shows them: a line and the fields that display filters name
 * (epan/dissectors of Wireshark 4.4).
 */
package passerelle.capture.summary;
