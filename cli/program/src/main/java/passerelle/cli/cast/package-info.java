/** What a terminal shows, recorded with its times: asciicast, version 2 (asciinema.org). */
package passerelle.cli.cast;
