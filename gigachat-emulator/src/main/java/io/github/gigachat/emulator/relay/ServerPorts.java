package io.github.gigachat.emulator.relay;

/**
 * The ports on 127.0.0.1 of the server behind the relay.
 * 
 * @param plain the port of HTTP/1.1
 * @param tls the port of HTTP/2 with TLS, 0 for none
 */
public record ServerPorts(int plain, int tls) {
}
