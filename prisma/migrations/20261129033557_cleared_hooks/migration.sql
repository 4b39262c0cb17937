-- AlterTable
ALTER TABLE "operation" ADD COLUMN     "cleared_hooks" TEXT[] DEFAULT ARRAY[]::TEXT[];
