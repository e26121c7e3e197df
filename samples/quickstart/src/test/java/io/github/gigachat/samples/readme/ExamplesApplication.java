package io.github.gigachat.samples.readme;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that has the examples.
 */
@SpringBootApplication
class ExamplesApplication {

}
