package io.github.gigachat.spring.ai.api;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gigachat.spring.ai.internal.json.LenientNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A file that the service stores until it is deleted.
 *
 * @param id the file's id, by which messages attach it
 * @param bytes the length of its content in bytes
 * @param createdAt the time of the upload, in seconds since the epoch
 * @param fileName the file's name
 * @param purpose the purpose of the file: {@code general}
 * @param accessPolicy the access to the file: {@code private} or {@code public}
 * @param modalities the modalities in which the service can use the file, such as
 * {@code image}
 */
public record UploadedFile(@JsonProperty("id") String id,
		@JsonProperty("bytes") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long bytes,
		@JsonProperty("created_at") @JsonDeserialize(using = LenientNumber.OfLong.class) @Nullable Long createdAt,
		@JsonProperty("filename") @Nullable String fileName, @JsonProperty("purpose") @Nullable String purpose,
		@JsonProperty("access_policy") @Nullable String accessPolicy,
		@JsonProperty("modalities") @Nullable List<String> modalities) {

	/**
	 * Returns all values except the name, which is a user's content.
	 */
	@Override
	public String toString() {
		return "UploadedFile[id=" + this.id + ", bytes=" + this.bytes + ", createdAt=" + this.createdAt + ", purpose="
				+ this.purpose + ", accessPolicy=" + this.accessPolicy + ", modalities=" + this.modalities + "]";
	}

}
