-- AlterTable
ALTER TABLE "deployment_log" ADD COLUMN     "bytes" INTEGER NOT NULL;

-- CreateTable
CREATE TABLE "sandbox_object" (
    "id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "address" TEXT,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_object_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sandbox_object_project_id_kind_name_idx" ON "sandbox_object"("project_id", "kind", "name");

-- CreateIndex
CREATE UNIQUE INDEX "sandbox_object_parent_id_address_key" ON "sandbox_object"("parent_id", "address");
