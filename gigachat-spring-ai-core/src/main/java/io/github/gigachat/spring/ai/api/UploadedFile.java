package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A file that the service keeps until it is deleted.
 *
 * @param id the file's id, which messages attach
 * @param bytes the length of its content
 * @param createdAt when it was uploaded, in seconds since the epoch
 * @param fileName its name
 * @param purpose what it is for: {@code general}
 * @param accessPolicy who may use it: {@code private} or {@code public}
 * @param modalities what the service takes it for, {@code image} for example
 */
public record UploadedFile(@JsonProperty("id") String id,
		@JsonProperty("bytes") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long bytes,
		@JsonProperty("created_at") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long createdAt,
		@JsonProperty("filename") @Nullable String fileName, @JsonProperty("purpose") @Nullable String purpose,
		@JsonProperty("access_policy") @Nullable String accessPolicy,
		@JsonProperty("modalities") @Nullable List<String> modalities) {

	/**
	 * Tells everything but the name, which is a user's.
	 */
	@Override
	public String toString() {
		return "UploadedFile[id=" + this.id + ", bytes=" + this.bytes + ", createdAt=" + this.createdAt + ", purpose="
				+ this.purpose + ", accessPolicy=" + this.accessPolicy + ", modalities=" + this.modalities + "]";
	}

}
