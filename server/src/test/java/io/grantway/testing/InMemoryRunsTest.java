package io.grantway.testing;

import io.grantway.services.FileJournal;
import io.grantway.services.RunStore;
import io.grantway.services.RunStoreContract;

class InMemoryRunsTest implements RunStoreContract {
    private final RunStore runs = new InMemoryRuns();
    private final FileJournal files = new InMemoryFileJournal();

    @Override
    public RunStore runs() {
        return runs;
    }

    @Override
    public FileJournal files() {
        return files;
    }
}
