package io.grantway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.grantway.http.CallRecord;
import io.grantway.http.RequestHead;
import io.grantway.testing.Requests;
import io.grantway.testing.TestClock;
import org.junit.jupiter.api.Test;

class CallHistoryTest {
    private static final int SIZE = 8;

    private final CallHistory history = new CallHistory(new TestClock(), SIZE, SIZE);

    private void call(String id, String reason) {
        CallRecord record = new CallRecord();
        if (!reason.isEmpty()) {
            record.refused(reason, "");
        }
        RequestHead head =
                Requests.head("GET", "http://a/oauth2_tokens/s3cret?access_token=s3cret");
        RequestHead named =
                new RequestHead(
                        id,
                        head.method(),
                        head.version(),
                        head.target(),
                        head.headers(),
                        head.peer());
        history.ended(named, record, 200, 0, 0, 1000);
    }

    @Test
    void forgetsTheOldestWhenItIsFull() {
        for (int i = 0; i < SIZE + 1; i++) {
            call("p" + i, "");
        }
        assertThat(history.find("p0")).isEmpty();
        assertThat(history.find("p1")).isPresent();
        assertThat(history.find("p" + SIZE)).isPresent();
        assertThat(history.passed()).isEqualTo(SIZE);
    }

    @Test
    void callsThatPassDoNotPushRefusedOnesOut() {
        call("refused", "token_missing");
        for (int i = 0; i < SIZE * 3; i++) {
            call("p" + i, "");
        }
        assertThat(history.find("refused")).isPresent();
        assertThat(history.refused()).isEqualTo(1);
    }

    @Test
    void keepsTheNewestCallOfAnIdThatComesTwice() {
        call("twice", "token_missing");
        call("twice", "token_expired");
        assertThat(history.find("twice").orElseThrow().record().reason())
                .isEqualTo("token_expired");
    }

    @Test
    void keepsNeitherAQueryNorATokenInThePath() {
        call("secret", "");
        KeptCall kept = history.find("secret").orElseThrow();
        assertThat(kept.toString()).doesNotContain("s3cret").contains("/oauth2_tokens/[token]");
        assertThat(kept.hadQuery()).isTrue();
    }
}
