-- AlterTable
ALTER TABLE "operation" ADD COLUMN     "adopt" JSONB,
ADD COLUMN     "retain" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "snapshot" (
    "id" UUID NOT NULL,
    "stack_id" UUID NOT NULL,
    "operation_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "resources" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_operation_id_key" ON "snapshot"("operation_id");

-- CreateIndex
CREATE INDEX "snapshot_stack_id_idx" ON "snapshot"("stack_id");

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_stack_id_fkey" FOREIGN KEY ("stack_id") REFERENCES "stack"("id") ON DELETE CASCADE ON UPDATE CASCADE;
